//! Closed classes of English words, and the few open ones that a rule needs by hand.

/// Whether a list, written as one string of words, has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|w| w == word)
}

pub(super) const PREPOSITIONS: &str = "about above across after against along among around at before behind below \
    beneath beside between beyond by despite during for from in inside into like near of off on onto out outside over \
    per since through throughout to toward towards under underneath until up upon via with within without than as";

/// Words that can follow neither a possessive nor an adjective before its noun.
pub(super) const NO_NOUN: &str = "a about above across after again against all almost along already also although \
    always am among an and any are around as at away back be because been before behind being below between both but \
    by can could did do does during each either else enough etc even ever every far few for from had has have he her \
    here hers him his how however i if in including instead into is it its itself just later least less like lot many \
    may me might mine more most much must my near neither never no nor not now of off often on once one only onto or \
    other others our ours out over per perhaps quite rather really same several shall she should since so some soon \
    still such than that the their theirs them themselves then there therefore these they this those though through \
    thus to together too toward towards under unless until up upon us usually very via was we well were what when \
    whenever where whereas wherever whether which while who whom whose why will with within without would yet you your \
    yours cannot let's don't doesn't isn't aren't can't won't didn't wasn't weren't it's that's they're you're we're";

/// Determiners after which a plural cannot stand.
pub(super) const SINGULAR: &str = "a an each every another this one";

/// Determiners after which a possessive may stand.
pub(super) const DETERMINERS: &str = "the my your his her our their its that";

/// Nouns that own things: people, bodies and their parts, groups, places, times, things with parts.
pub(super) const OWNERS: &str = "account adult agency animal app applicant artist athlete aunt author baby body book boss boy \
    brain brand brother browser building business buyer camera candidate car cat cell century chef child city class \
    client clinic club coach college community company computer conference consumer contractor council country couple \
    course court creator customer dad daughter day designer device director doctor disease disorder dog donor driver earth editor egg \
    embryo employee employer element engine enzyme event expert eye family farmer father festival fetus film fetus firm founder \
    friend game gene girl god government grandmother guest guide heart home hospital host hotel household human \
    husband individual industry infant institute instructor investor judge kid kidney king lady lamp landlord language \
    laptop lawyer league learner library liver lung machine mall man manager manufacturer member men mind model mom \
    month moon morning mother movie museum nation nature neighbor newborn night nurse nation opponent organ \
    organisation organization owner parent participant partner passenger patient people person pet phone photographer \
    physician pilot plan planet plant platform player president product professional program protein provider publisher queen reader \
    region restaurant retailer runner school season seller shop shopper singer sister site skin someone son speaker staff \
    stadium state stomach store student sun syndrome supervisor surgeon system tablet teacher team tenant theater therapist \
    today tool town traveler traveller tree tumor uncle universe university user vehicle vendor veteran victim video \
    village viewer virus visitor wearer website week wife winner woman women worker world writer year yesterday \
    children tomorrow tonight everyone everybody somebody anyone anybody nobody else";

/// Plural nouns that stand before other nouns without owning them, and words in -s that are no plurals.
pub(super) const ATTRIBUTIVE: &str = "accounts admissions aerobics aids alias always analytics appliances arms arts assets athletics atlas \
    basics benefits billiards bonus bus business campus canvas census chaos chassis christmas civics class clothes comics \
    communications corps cosmos customs darts data diabetes earnings economics electronics ethics fitness focus foods gas \
    genetics glass goods graphics gymnastics headquarters helps hives honors hundreds jeans kudos lens logistics loss \
    means measles media millions minus mumps news operations pants parks perhaps physics plus politics \
    process rabies relations results rewards rights robotics sales sans savings sciences series settings shorts species sports \
    statistics status stocks success systems tennis texas thanks thousands towards trans tropics united versus virus works yes \
    communications human-resources resources services solutions studies textiles telecommunications utilities \
    sometimes afterwards besides whereas unless across various numerous previous serious obvious";

/// Names of diseases' discoverers, as general medical usage writes them.
pub(super) const EPONYMS: &str = "addison alzheimer asperger barrett behcet bell bowen burkitt chagas crohn cushing down \
    dupuytren ewing freiberg friedreich gaucher graves hansen hashimoto hirschsprung hodgkin huntington kaposi kawasaki \
    krabbe legg ludwig marfan meniere non-hodgkin osgood paget parkinson peyronie raynaud reye sjogren still sydenham \
    tourette turner vincent waldenstrom wegener wernicke whipple wilson korsakoff kienbock kohler lhermitte";

/// What a disease with a discoverer's name is called.
pub(super) const DISEASES: &str = "disease diseases syndrome syndromes lymphoma palsy sarcoma ataxia thyroiditis phenomenon \
    chorea tumor tumour encephalopathy esophagus oesophagus sign reflex dementia macroglobulinemia contracture psychosis \
    granulomatosis carcinoma cell aphasia area";

/// Verbs in the form that follows `will`, `would` and `let's`.
pub(super) const BASE_VERBS: &str = "add admit agree aim answer apply argue ask assume avoid be become begin believe bet \
    break bring build buy call change check choose clean come compare consider continue cover create cut decide define \
    delve describe discover discuss dive do draw eat end enjoy examine expect explain explore face feel figure find \
    finish fix focus follow forget get give go guess guide handle happen have hear help hold hope imagine include \
    introduce invite join jump keep know learn leave like list listen live look love make match meet mention miss move \
    need notice offer open pay pick plan play prefer prepare present probably pull put read receive recommend remember \
    replace review rise run save say see select send set share show skip speak spend stand start stay stick stop suggest \
    summarize switch take talk teach tell think touch travel treat try turn understand unpack update use visit wait \
    walk want watch wear work write zoom";

/// Adverbs that may stand between `will` or `would` and its verb.
pub(super) const MID_ADVERBS: &str = "also always certainly definitely even first gladly happily highly honestly ideally \
    just likely never not only probably quickly rather really simply soon still then";

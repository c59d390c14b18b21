//! Closed compounds: what they and other long words are made of, so that one word is not taken for two that lost their
//! space.

use super::{classes::has, words};

/// What makes one word with `in`, `on`, `no` and their like.
const COMPOUND_AFTER: &str = "app band bar board boarded boarder boarding bound brand box built camera country course chain \
    demand depth device door flight follow flow game going ground house house index kind lay lead life line list load \
    market name network page patient person place play point premise premises purpose room rush season screen service \
    shore show side sight site slot sourced state stock store stream style tap text time tone trend tune ward wall wear \
    winner work world take read set step turn trade code one way mark pass rest fix nation tray action form forma";

/// Prefixes: before a whole word they make a word, not two.
const PREFIXES: &str = "anti auto bio cardio chemo co counter cyber de dis electro endo epi ex extra gastro geo hydro hyper \
    hypo immuno infra inter intra kilo macro mal mega meta micro mid mini mis mono multi nano neuro non ortho out over \
    para peri photo physio poly post pre pro proto pseudo psycho quasi radio re semi socio sub super tele thermo trans \
    ultra un under uni vice dys haemo hemo lympho myo nephro osteo onco pharmaco pneumo vaso";

/// First halves of closed compounds.
const HEADS: &str = "anti arm auto back bare ball bed bio black blood blue boat body book bow brain bread broad brush cab card \
    chain check chemo class clean click clock cloud coat code coin cold cook copy corn cotton counter court cow crack \
    craft cross crowd crypto cup cyber dark data dead deep desk dish dog door double down drop dry dust ear earth east \
    egg even ever every eye face fair fall farm fast father feed field finger fire fish flash flat flood flow fly food \
    foot fore free fresh front fruit full fund game gate gear geo gift glass gold good grand grass green ground group \
    guess guide gun hair half hand hard head health heart heat high home honey hook horse hot hour house hyper \
    ice inter jail jaw job key knee know lake lamp land laser laser law leader left life light line lip live load lock log long low \
    mail main make man mark market master match meal mega meta micro mid milk mill mind mini mono moon mother motor \
    mouth multi near neck nerve neuro news night north note nut oil open out over pack page paper para part pass path \
    patch pay peer photo pick pin pipe plant play pool port post power pre press price print pro proof pseudo quarter \
    quick race rail rain red right ring river road rock roof room rope round safe sail salt sand saw scale school \
    screen script sea search seat self semi shape share sheep sheet shell ship shirt shoe shop short show side sight \
    silver single skate skin sky sleep small smart snow soft solar some sound south space speed spring stage stair star \
    start state steam steel stick stock stone store storm story stream street strong sub sun super sweet swim table tail \
    take team tech tele text thumb tide time tooth top touch town trade trans trend truck turn twin type ultra under \
    video view voice waist wait walk wall war warm wash waste watch water wave weather web week weed well west whale \
    wheel white whole wide wild wind wine wing wire wolf wood wool word work world worm yard";

/// Last halves of closed compounds, and what makes one word of two by ending.
const TAILS: &str = "able ability away back bag ball band bank bar base based bath bead bed bell berry bill bird bite blade block blog \
    blood board boat body bone book books born bot bound bow box boy brain bread break breaker bud bug builder \
    building burn cake camp cap car card care case cast caster casting chain chair chat check child cloth club coat code coin coins \
    cover craft crafted day days dealer door down dream drive driver drop duty edge evil eye face fall farm father feed field fight \
    fighter file finder fire fish fit flake flash flow flower fly fold folk foot force form free friend friendly front fruit full \
    gate girl glass goer going grade graph grass ground group grower guard gun hair hand head heart hill hold holder hole home \
    hood hook horse house hunter image itis keeper keeping key kill kind king knife land law leaf length less let level life lift \
    light like line lined liner link list load lock log logic logical long look made mail maker makers making man mark \
    market mart mask mass master mate meal meat media meter mill mind minded mother mouth nail name neck nest net \
    ness note nut over pack page paint pan paper park part party pass path person phone piece pipe place plan plane plant plate \
    play player plug point pool port post pot power press print proof ready ring rise road rock room root rope round runner running \
    safe saver scale scape school scope screen script seat seed seller selling sense sensitive set setter shake shape share shed sheet shell ship ships shirt \
    shock shoe shop shot show sick side sight site size skin smith snow song sound space speak speaker spread spring \
    stack staff stage stand star state steps stick stone stop store storm story stream street strip strike style suit sure \
    swept table tail taker talk tank tape taste team tech test theme thing tie tight time times tip tone tool tools tooth top \
    town track trade trail train tree tube user wake walk wall ward ware wares wash waste watch water wave way wear \
    weave web week weight wheel wide wife wind wing winner wire wise woman women wood word words work worker workers works \
    world worn worth worthy wright writer writing yard year zone";

/// Whether it makes a word with what stands behind it.
pub(super) fn is_prefix(left: &str) -> bool {
    has(PREFIXES, left)
}

/// Whether it makes one word with `in`, `on`, `no` and their like before it.
pub(super) fn follows_in(right: &str) -> bool {
    has(COMPOUND_AFTER, right)
}

/// Whether the halves are such as closed compounds are made of.
pub(super) fn is_likely(left: &str, right: &str) -> bool {
    let one = right.trim_end_matches('s');
    has(HEADS, left) && right.len() < 7
        || (has(TAILS, right) || has(TAILS, one)) && left.len() < 7
        || has("able ability itis like less ness", right)
}

/// Whether one of the halves is.
pub(super) fn is_possible(left: &str, right: &str) -> bool {
    let one = right.trim_end_matches('s');
    has(TAILS, right)
        || has(TAILS, one)
        || has(HEADS, left) && words::is_noun(one) && (one == right || !words::is_verb_s(right))
}

//! Word lists of the rules.

/// Words that hold a sentence together; a cut beside one of them needs less proof.
pub(super) const FUNCTION: &[&str] = &[
    "about", "after", "again", "all", "along", "also", "although", "am", "among", "an", "and", "another", "any",
    "are", "around", "as", "at", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can",
    "cannot", "could", "did", "do", "does", "during", "each", "either", "especially", "even", "every", "for",
    "from", "had", "has", "have", "he", "her", "here", "his", "how", "if", "in", "into", "is", "it", "its", "just",
    "less", "many", "may", "might", "more", "most", "much", "must", "my", "near", "no", "nor", "not", "of", "often",
    "on", "or", "other", "our", "over", "per", "rather", "she", "should", "since", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too",
    "under", "unless", "until", "up", "upon", "usually", "very", "via", "was", "we", "were", "what", "when",
    "where", "whether", "which", "while", "who", "whose", "why", "will", "with", "within", "without", "would",
    "you", "your",
];

/// Verbs, and adverbs before them, that follow `I’ll`, `we’d`, `let’s`.
pub(super) const BASE_VERBS: &[&str] = &[
    "add", "admit", "agree", "also", "always", "argue", "ask", "assume", "avoid", "be", "become", "begin",
    "believe", "bet", "break", "bring", "build", "buy", "call", "carry", "change", "check", "choose", "come",
    "compare", "consider", "continue", "cover", "create", "decide", "definitely", "describe", "die", "discuss",
    "do", "dive", "drink", "eat", "either", "end", "enjoy", "even", "eventually", "examine", "expect", "explain",
    "explore", "face", "fall", "feel", "fill", "find", "finish", "first", "focus", "follow", "forget", "get",
    "give", "go", "grab", "happily", "hate", "have", "hear", "help", "highlight", "hit", "hope", "imagine",
    "include", "just", "keep", "kill", "know", "learn", "leave", "let", "like", "likely", "list", "look", "lose",
    "love", "make", "meet", "mention", "miss", "move", "need", "never", "not", "note", "notice", "now", "offer",
    "often", "only", "open", "pay", "pick", "play", "point", "prefer", "probably", "provide", "pull", "put",
    "rather", "purchase", "read", "recommend", "repeat", "remember", "return", "review", "run", "save", "say", "see", "select", "send",
    "set", "share", "show", "sit", "sleep", "soon", "speak", "spend", "start", "stay", "still", "stop", "suggest",
    "take", "talk", "teach", "tell", "then", "think", "touch", "try", "turn", "understand", "unpack", "update",
    "use", "wait", "walk", "want", "watch", "win", "wish", "work", "write",
];

/// After `its`, only `it's` makes sense.
pub(super) const AFTER_IT_IS: &[&str] = &[
    "a", "about", "actually", "all", "almost", "already", "also", "always", "an", "another", "any", "as", "at",
    "because", "become", "been", "being", "better", "both", "certainly", "clear", "clearly", "definitely", "easier",
    "easy", "either", "essentially", "even", "extremely", "fair", "generally", "going", "gone", "gotten", "great",
    "hard", "harder", "hardly", "here", "how", "if", "impossible", "in", "incredibly", "just", "known", "less",
    "like", "likely", "made", "mainly", "mostly", "much", "necessary", "never", "no", "not", "now", "obvious",
    "often", "okay", "only", "on", "particularly", "perfectly", "possible", "pretty", "probably", "quite", "rather",
    "really", "safe", "simply", "so", "sometimes", "still", "such", "tempting", "that", "the", "there", "this",
    "to", "too", "true", "typically", "unclear", "unlikely", "up", "usually", "vital", "what", "when", "where",
    "why", "worth", "your", "you", "important", "essential", "crucial", "critical", "best", "very", "far", "ideal",
    "available", "free", "time",
];

/// After these, `its` + a participle is `it's`, and `were` may be `we're`.
pub(super) const JOINS: &[&str] = &[
    "after", "although", "and", "as", "because", "before", "but", "how", "if", "once", "or", "since", "so", "that",
    "think", "though", "unless", "until", "what", "when", "whenever", "where", "whether", "while", "why", "says",
    "know", "sure",
];

/// See [`super::apostrophe`].
pub(super) const PARTICIPLES: &[&str] = &[
    "become", "been", "begun", "broken", "brought", "built", "caught", "chosen", "cold", "come", "cut", "done",
    "driven", "eaten", "fallen", "found", "given", "going", "gone", "got", "gotten", "grown", "held", "hidden",
    "hot", "kept", "known", "left", "lost", "made", "meant", "paid", "put", "read", "run", "said", "seen", "sent",
    "set", "shown", "sold", "spoken", "spread", "stolen", "stuck", "taken", "taught", "thought", "told",
    "understood", "used", "won", "worn", "written",
];

/// See [`super::apostrophe`].
pub(super) const ADJECTIVES: &[&str] = &[
    "affordable", "amazing", "easily", "huge", "smart", "super", "one", "equally", "relatively", "fairly",
    "totally", "awesome", "bad", "beautiful", "big", "cheap", "cheaper", "close", "common", "comfortable",
    "complex", "compatible", "complicated", "cool", "cold", "convenient", "correct", "dangerous", "different",
    "difficult", "effective", "enough", "excellent", "exciting", "expensive", "faster", "fast", "fine", "full",
    "fun", "funny", "good", "happy", "heavy", "helpful", "high", "hot", "important", "impressive", "interesting",
    "large", "legal", "light", "long", "nice", "normal", "open", "over", "perfect", "popular", "powerful", "proud",
    "quick", "quiet", "rare", "ready", "real", "reasonable", "recommended", "reliable", "right", "sad", "secure",
    "serious", "short", "similar", "simple", "slow", "small", "soft", "strange", "strong", "suitable", "sure",
    "surprising", "thin", "tough", "useful", "warm", "weird", "well", "wise", "wonderful", "wrong", "interested",
    "excited", "glad", "delighted", "pleased", "thrilled", "committed", "based", "looking", "located", "back",
    "getting", "here", "happening", "unusual", "unique", "designed", "called", "supposed",
];

/// See [`super::apostrophe`].
pub(super) const AFTER_ADJECTIVE: &[&str] = &[
    "about", "after", "and", "as", "at", "because", "before", "but", "by", "enough", "for", "from", "how", "if",
    "in", "it", "on", "or", "since", "so", "than", "that", "though", "to", "until", "what", "when", "where",
    "which", "while", "why", "with", "without", "you", "we", "they", "the", "a", "an", "here", "into", "now", "not",
    "too", "there", "i", "over", "off", "out", "up",
];

/// Plurals that end in no `s`, and days: with an `s` they are possessives and nothing else.
pub(super) const ALWAYS: &[&str] = &[
    "anybodys", "anyones", "childrens", "everybodys", "everyones", "mens", "nobodys", "somebodys", "someones",
    "todays", "tomorrows", "womens", "yesterdays",
];

/// What a name is put before: `Parkinsons disease`.
pub(super) const NAMED_AFTER: &[&str] = &[
    "algorithm", "anemia", "ataxia", "conjecture", "contracture", "disease", "diseases", "encephalopathy",
    "equation", "esophagus", "hypothesis", "law", "lymphoma", "palsy", "paradox", "principle", "razor", "sarcoma",
    "sign", "syndrome", "test", "theorem", "theory", "thyroiditis", "tumor", "tumour",
];

/// One of whom things are said; after a singular article the plural makes no sense.
pub(super) const OWNERS: &[&str] = &[
    "adult", "animal", "artist", "author", "baby", "bird", "body", "boss", "boy", "brain", "brand", "business",
    "buyer", "cat", "cell", "child", "client", "company", "consumer", "country", "customer", "device", "doctor",
    "dog", "driver", "employee", "employer", "enemy", "eye", "family", "father", "fetus", "girl", "government",
    "heart", "human", "husband", "individual", "infant", "king", "lender", "lung", "man", "manufacturer", "mother",
    "muscle", "nation", "newborn", "organ", "organization", "owner", "parent", "patient", "person", "player",
    "school", "seller", "site", "skin", "student", "teacher", "user", "victim", "viewer", "website", "wife",
    "woman", "writer", "world", "city", "state", "reader", "someone", "worker", "product", "industry",
];

/// What is owned and is no verb, so that the word before it is an owner and not a subject.
pub(super) const OWNED: &[&str] = &[
    "ability", "abilities", "age", "behavior", "behaviour", "biggest", "blood", "body", "brain", "career",
    "condition", "daily", "digestive", "electrical", "entire", "firewall", "first", "future", "genetic", "growth",
    "health", "history", "immune", "largest", "life", "lifetime", "location", "manual", "medical", "most", "name",
    "natural", "normal", "own", "owner", "parents", "performance", "personality", "property", "quality",
    "reputation", "response", "reward", "role", "safety", "satisfaction", "size", "skin", "social", "success",
    "surface", "symptoms", "temperature", "unique", "website", "weight", "willingness",
];

/// See [`super::possessive`].
pub(super) const ONE: &[&str] = &[
    "a", "an", "another", "each", "every", "one", "this",
];

/// See [`super::possessive`].
pub(super) const WHOSE: &[&str] = &[
    "her", "his", "my", "our", "the", "their", "your", "its", "that", "any",
];

/// Words that follow a plural subject and are no noun.
pub(super) const NO_NOUN: &[&str] = &[
    "across", "act", "age", "ago", "divide", "fire", "move", "want", "alike", "alone", "already", "always", "apart",
    "away", "became", "become", "below", "came", "cause", "come", "contain", "ever", "far", "found", "gave",
    "generally", "get", "give", "go", "got", "help", "include", "involve", "lack", "like", "look", "made", "make",
    "mean", "need", "never", "now", "occur", "off", "once", "only", "out", "perform", "play", "provide", "range",
    "remain", "require", "said", "say", "says", "see", "seem", "show", "still", "suggest", "take", "think", "today",
    "together", "told", "took", "try", "use", "went", "work", "against", "using", "yet", "offer", "support", "run",
    "grow", "produce", "allow", "affect", "appear", "begin", "develop", "live", "start", "tend", "vary", "back",
    "first", "later", "per", "worldwide", "instead", "except", "inside", "outside", "toward", "towards",
    "throughout", "unlike", "based", "due", "plus", "versus", "vs",
];

/// Words that come before another in a title or sentence start and seldom begin a brand.
pub(super) const LEADS: &[&str] = &[
    "And", "Because", "Before", "But", "During", "For", "From", "How", "Of", "Often", "Some", "That", "The",
    "Their", "There", "These", "They", "This", "Those", "Until", "What", "When", "Where", "Which", "While", "Why",
    "With",
];

/// Words that start a sentence after the last word of a heading.
pub(super) const FOLLOWS: &[&str] = &[
    "After", "Although", "And", "Are", "Because", "Before", "Does", "During", "For", "From", "How", "Is", "May",
    "Of", "Should", "Some", "That", "The", "Their", "There", "These", "They", "This", "Those", "What", "When",
    "Where", "Which", "While", "Who", "Why", "With", "Without", "You", "Your", "Can", "Do", "Will", "Has", "Have",
];

/// Short words that may be cut off a word's front or end.
pub(super) const SHORT: &[&str] = &[
    "am", "an", "as", "at", "be", "by", "do", "he", "if", "in", "is", "it", "my", "no", "of", "on", "or", "so",
    "to", "up", "us", "we",
];

/// Common words that seldom make a compound: beside one of them a cut needs less proof.
pub(super) const NEVER_COMPOUND: &[&str] = &[
    "active", "actually", "always", "anywhere", "become", "becomes", "best", "build", "builds", "called", "cause",
    "caused", "causes", "causing", "certain", "come", "common", "create", "creates", "different", "few", "find",
    "four", "gets", "give", "gives", "help", "helps", "include", "included", "includes", "including", "increase",
    "known", "leading", "like", "look", "looks", "made", "main", "major", "make", "makes", "making", "mostly",
    "need", "needs", "never", "one", "particularly", "people", "possible", "put", "reduce", "same", "several",
    "six", "slower", "small", "something", "sometimes", "sudden", "take", "taken", "three", "two", "typically",
    "usefulness", "use", "used", "uses", "using",
];

/// Function words that are also beginnings of words, and words that end compounds: no cut without proof.
pub(super) const PREFIXES: &[&str] = &[
    "do", "in", "no", "over", "under", "up", "on", "by", "am", "he", "us", "all", "through", "fore", "self",
];

/// See [`super::glue`].
pub(super) const COMPOUND_ENDS: &[&str] = &[
    "hows", "whys", "based", "free", "fully", "holder", "holders", "like", "long", "made", "maker", "makers",
    "making", "man", "men", "owner", "owners", "ownership", "over", "out", "proof", "ship", "through", "time",
    "under", "up", "ware", "wide", "woman", "women", "worthy",
];

/// Words before or after which even an unlisted word may be cut off: no other word begins or ends like this.
pub(super) const BEFORE_ANY: &[&str] = &[
    "of", "called", "with", "from", "have", "which", "such", "these", "their",
];

/// See [`super::glue`].
pub(super) const AFTER_ANY: &[&str] = &[
    "called", "which", "when", "with", "that", "from", "this", "these", "such", "because", "the", "and", "known",
];

/// Function words that also begin identifiers and brands.
pub(super) const CODE_LIKE: &[&str] = &[
    "am", "do", "he", "if", "is", "it", "my", "no", "on", "up", "us", "we", "all", "any", "can", "has", "had",
    "not", "you", "your", "me", "be", "so", "his", "her", "each", "just", "after", "before", "via", "near", "over",
    "under",
];

/// Of which somebody has one.
pub(super) const SINGLE: &[&str] = &[
    "baby", "body", "boss", "brain", "brand", "business", "child", "city", "company", "country", "device", "doctor",
    "employer", "father", "heart", "husband", "industry", "lender", "mother", "organization", "school", "site", "skin",
    "state", "website", "wife",
];

/// Of [`AFTER_IT_IS`], what may also begin what `its` owns: `its only window`, `its very end`.
pub(super) const NOUN_TOO: &[&str] = &[
    "best", "only", "very", "all", "time", "free", "like", "far", "no", "critical", "essential", "important",
    "ideal", "made", "known", "being", "already", "less", "better", "now", "still", "up", "on", "in", "at", "to",
    "great", "hard", "safe", "vital", "crucial", "clear", "true", "usually", "generally", "often", "extremely",
    "always", "mostly", "particularly", "both", "available", "likely", "possible", "incredibly", "own", "pretty",
    "typically", "obvious", "necessary", "really", "almost", "much", "quite", "easy", "fair",
];

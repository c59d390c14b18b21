//! What templates ask for: which questions are wrong, and which are nobody's business.

use super::{
    check::check,
    tree::Template,
    types::{Type, Types},
};
use crate::{
    book::Book,
    clean::rules::Rules,
    model::Problem,
    pipeline, read,
    render::{Press, theme::Templates},
};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path};

/// The program's templates, with those of a book.
fn texts(own: &[(&str, &str)]) -> BTreeMap<String, String> {
    let programs = read::templates().map(|(name, text)| (format!("{}{name}", read::DEFAULT), text.to_owned()));
    programs.chain(own.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))).collect()
}

/// The names that are told as wrong, in the order of files and places. Tera must take the templates.
fn wrong(own: &[(&str, &str)]) -> Vec<String> {
    let theme = read::Theme { templates: texts(own), ..read::theme(Path::new("no/such/book")).unwrap() };
    let lang = crate::render::lang::Lang::load(&theme, &book(), &Rules::built_in()).unwrap();
    let problems = match Templates::load(&theme, &lang) {
        Ok(_) => return Vec::new(),
        Err(problem) => std::iter::once(Problem { more: Vec::new(), ..problem.clone() }).chain(problem.more.clone()),
    };
    let place = |p: Problem| {
        let excerpt = p.excerpt.unwrap_or_else(|| panic!("{} has no place", p.message));
        excerpt.text[excerpt.span].to_owned()
    };
    problems.map(place).collect()
}

fn book() -> Book {
    Book::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What is wrong with the main block of the page of a topic.
fn in_topic(main: &str) -> Vec<String> {
    wrong(&[("topic.html", &format!("{{% extends \"default/topic.html\" %}}{{% block main %}}{main}{{% endblock %}}"))])
}

#[test]
fn the_programs_own_templates_ask_for_nothing_wrong() {
    let texts = texts(&[]);
    assert!(texts.values().all(|text| Template::parse(text).is_some()));
    assert_eq!(check(&texts), []);
}

#[test]
fn a_template_that_is_not_there_is_told_where_it_is_named() {
    assert_eq!(wrong(&[("topic.html", "{% extends \"default/topik.html\" %}")]), ["default/topik.html"]);
}

#[test]
fn unknown_names_are_told_where_they_stand() {
    for (main, names) in [
        ("{{ pasages | length }}", &["pasages"][..]),
        ("{% if shell.wrong %}{% endif %}", &["wrong"]),
        ("{% if not shell.title and shell.wrong == 1 %}{% elif shell.bad in [1] %}{% endif %}", &["wrong", "bad"]),
        ("{% for p in passages %}{% if p.wrong %}{% endif %}{% endfor %}{{ p }}", &["wrong", "p"]),
        ("{% for p in passages %}{{ p.placement.runner_up?.titel }}{% endfor %}", &["titel"]),
        (
            "{% for p in passages %}{% for u in p.uses %}{{ u.leter }}{% else %}{{ u }}{% endfor %}{% endfor %}",
            &["leter", "u"],
        ),
        ("{% set all = passages | reverse %}{% set one = all | first %}{{ one.id }}{{ one.idd }}", &["idd"]),
        ("{{ passages[0].titl }}{{ passages[1:][0].hrf }}{{ shell[\"titl\"] }}", &["titl", "hrf", "\"titl\""]),
        ("{{ [p.id for p in passages if p.bad] | join(sep=p.id) }}", &["bad", "p"]),
        ("{{ shell.titl if shell.tally else shell.nav }}", &["titl"]),
        ("{{ shell.title.x }}{{ passages.x }}", &["x", "x"]),
        ("{{ \"count.lines\" | t(n=passages2 | length) }}", &["passages2"]),
        ("{% for p in passages | sort(attribute=\"placement.scor\") %}{% endfor %}", &["\"placement.scor\""]),
        ("{% filter upper %}{{ a }}{% endfilter %}{% set b %}{{ c }}{% endset %}{{ b }}", &["a", "c"]),
        ("{{ loop.index }}{% for p in passages %}{{ loop.index }}{% endfor %}", &["loop"]),
        ("{% for p in passages %}{% set x = p.id %}{{ x }}{% endfor %}{{ x }}", &["x"]),
        // A branch that nothing reaches, and text that only looks like a tag.
        ("{% if false %}{{ wrong }}{% endif %}{# {{ a }} #}{% raw %}{{ b }}{% endraw %}{{ \"{{ c }}\" }}", &["wrong"]),
        ("é{{- wrong -}}", &["wrong"]),
    ] {
        assert_eq!(in_topic(main), names, "{main}");
    }
}

#[test]
fn what_is_there_or_asked_for_is_taken() {
    for main in [
        "{% for p in passages %}{{ p.title }}{{ loop.last }}{{ p.placement.runner_up?.title or \"-\" }}{% endfor %}",
        "{% if extra is defined and extra.field > 1 %}{{ extra.field }}{% endif %}",
        "{% if extra is not defined %}{% else %}{{ extra }}{% endif %}{{ \"a\" if not (b is defined) else b }}",
        "{{ extra | default(value=\"\") }}{{ shell.extra | default(value=1) + 1 }}{{ __tera_context }}",
        "{% if shell.extra is undefined or shell.extra.more %}{{ shell.extra }}{% endif %}",
        "{% set n = 0 %}{% for p in passages %}{% set_global n = n + 1 %}{% set_global last = p.id %}{% endfor %}{{ last }}",
        "{% for p in passages %}{% if not loop.first %}{{ before }}{% endif %}{% set_global before = p.id %}{% endfor %}",
        "{% if passages %}{% set a = passages[0] %}{% else %}{% set a = shell %}{% endif %}{{ a.title }}{{ a.whatever }}",
        "{% set map = {\"a\": 1, \"b\": shell.title, ...shell} %}{{ map.a }}{% for k, v in map %}{{ k }}{{ v }}{% endfor %}",
        "{% for x in [1, ...[2]] %}{{ x }}{% endfor %}{% for c in shell.title %}{{ c }}{% break %}{% endfor %}",
        "{% for i in range(end=3) %}{{ passages[i].id }}{% continue %}{% endfor %}{{ -1 // 2 ** 3 ~ 'a' ~ `b` }}",
        "{% for key, of in passages | group_by(attribute=\"source\") %}{{ key }}{{ of[0].id }}{% endfor %}",
        "{{ shell.title[0:3] }}{{ shell.title | split(pat=\" \") | first }}{{ (passages | first)[\"id\"] }}",
        "{{ 1 not in [1] }}{{ shell.nav | length is odd }}{{ 1.5 < 2 }}{{ none is none }}{{ \"a\\\"b{{\" }}",
        "{% set x | upper | trim %}a{% endset %}{{ x }}{% filter upper | trim %}b{% endfilter %}",
    ] {
        assert_eq!(in_topic(main), [""; 0], "{main}");
    }
}

#[test]
fn includes_components_and_parents_are_walked_with_what_they_are_given() {
    // An included template has the variables of where it is included, on every page that does.
    let part = ("part.html", "{{ x.id }}{{ shell.title }}{% if passages is defined %}{{ passages }}{% endif %}{{ y }}");
    let include = "{% for x in passages %}{% include \"part.html\" %}{% endfor %}";
    let topic = format!("{{% extends \"base.html\" %}}{{% block main %}}{include}{{% endblock %}}");
    assert_eq!(wrong(&[part, ("topic.html", &topic)]), ["y"]);
    // What a base asks for must be there on every page.
    let base = "{% extends \"default/base.html\" %}{% block footer %}{{ passages | length }}{% endblock %}";
    assert_eq!(wrong(&[("base.html", base)]), ["passages"]);
    let base = "{% extends \"default/base.html\" %}{% block footer %}{{ super() }}{{ shell.titel }}{% endblock %}";
    assert_eq!(wrong(&[("base.html", base)]), ["titel"]);
    // A component has its arguments only, by the types that they have where it is used.
    let own = "{% component card(p: map, @shell, big = false, ...more) %}\
               {{ p.title }}{{ p.titel }}{{ shell.titel }}{{ big }}{{ more.x }}{{ body }}{{ passages }}{% endcomponent card %}";
    let uses = "{% for p in passages %}{{<card p={p} x=\"1\"/>}}{% <card p={p}> %}{{ loop.index }}{{ z }}{% </card> %}{% endfor %}";
    let topic = format!("{{% extends \"default/topic.html\" %}}{{% block main %}}{uses}{{% endblock %}}");
    assert_eq!(wrong(&[("own.html", own), ("topic.html", &topic)]), ["titel", "titel", "passages", "z"]);
    // What is wrong with the use of a program's component is told at the use.
    assert_eq!(in_topic("{{<account tally={shell.tally}/>}}"), [""; 0]);
    assert_eq!(in_topic("{{<account tally={shell}/>}}"), ["account"]);
    // One that calls itself ends.
    let own = "{% component deep(p) %}{{ p.wrong }}{% if p %}{{<deep p={[p]}/>}}{% endif %}{% endcomponent %}";
    assert_eq!(
        wrong(&[("own.html", own), ("topic.html", &topic.replace("card", "deep").replace(" x=\"1\"", ""))]).len(),
        2
    );
}

#[test]
fn the_message_has_place_and_way_out() {
    let texts = texts(&[("topic.html", "{% for p in passages %}\n{% if p.titel %}{% endif %}\n{% endfor %}")]);
    let problem = &check(&texts)[0];
    assert_eq!(
        problem.to_string(),
        "templates/topic.html:2:9: the template names a field that does not exist: `titel`"
    );
    assert!(problem.help.as_ref().unwrap().starts_with("did you mean `title`?"), "{problem:?}");
}

/// Are the documented types those of what the pages are given?
fn conforms(types: &Types, of: &Type, value: &Value, path: &str) {
    match (of, value) {
        (_, Value::Null) | (Type::Anything, _) => {}
        (Type::Plain, Value::String(_) | Value::Number(_) | Value::Bool(_)) => {}
        (Type::List(item), Value::Array(items)) => {
            items.iter().for_each(|value| conforms(types, item, value, &format!("{path}[]")));
        }
        (Type::Map(item), Value::Object(map)) => {
            map.iter().for_each(|(key, value)| conforms(types, item, value, &format!("{path}.{key}")));
        }
        (Type::Record(name), Value::Object(map)) => {
            let fields = types.fields(name).unwrap_or_else(|| panic!("{path}: no type {name}"));
            assert_eq!(fields.keys().collect::<Vec<_>>(), map.keys().collect::<Vec<_>>(), "{path}: {name}");
            map.iter().for_each(|(key, value)| conforms(types, &fields[key], value, &format!("{path}.{key}")));
        }
        _ => panic!("{path} is no {of:?}: {value}"),
    }
}

#[test]
fn pages_are_given_what_is_documented() {
    let mut book = book();
    book.site_url = Some(crate::book::SiteUrl::parse("https://example.org/").unwrap());
    let (rules, sources) = (Rules::for_book(&book).unwrap(), read::sources(&book).unwrap());
    let edition = pipeline::edit(&book, &rules, &sources);
    let press = Press::new(&edition, &read::theme(&book.root).unwrap()).unwrap();
    let types = Types::documented();
    let mut seen = std::collections::BTreeSet::new();
    for path in press.paths() {
        let (template, context) = press.context(path).unwrap();
        conforms(&types, &Type::Record(template.to_owned()), &context.unwrap(), path);
        seen.insert(template);
    }
    let rest: Vec<&str> = types.pages().filter(|page| !seen.contains(page)).collect();
    assert_eq!(rest, ["contents.html", "listing.html", "page.html"], "pages that a small book does not have");
}

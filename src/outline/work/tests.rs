//! References in every style, and sentences that are none.

use super::read;
use crate::model::Name;

/// `names | title | container | volume | issue | pages | year`
fn shown(line: &str) -> Option<String> {
    let c = read(line)?;
    let name = |n: &Name| match n {
        Name::Parted { family, given } => format!("{family}, {given}"),
        Name::Whole(n) => n.clone(),
    };
    let mut names: Vec<String> = c.authors.iter().map(name).collect();
    if c.others {
        names.push("…".into());
    }
    let or = |field: Option<String>| field.unwrap_or_default();
    let fields = [names.join("; "), or(c.title), or(c.container), or(c.volume), or(c.issue), or(c.pages)];
    Some(format!("{} | {}", fields.join(" | "), c.year))
}

#[test]
fn styles() {
    for (line, want) in [
        (
            "R.N. Able-Case et al., Sustained flow of a river under induced pressure, Rivers, 364:eaat8078, 2019.",
            "Able-Case, R.N.; … | Sustained flow of a river under induced pressure | Rivers | 364 |  | eaat8078 | 2019",
        ),
        (
            "12. Able BC, de Case D, Eagle-Fox G, et al. Does water move? A systematic review. J Riv Res. 2016 Mar 3;77(2 Suppl):42–51. doi: 10.1016/j.jriv.2016.02.023. [DOI] [PubMed]",
            "Able, BC; de Case, D; Eagle-Fox, G; … | Does water move? A systematic review | J Riv Res | 77 | 2 Suppl | 42–51 | 2016",
        ),
        (
            "• 4.Water as an add-on: a trial. Able BC, Guerra de Case LH. Riv. Health Phys. Act. 2007;116:226–232. [Google Scholar]",
            "Able, BC; Guerra de Case, LH | Water as an add-on: a trial | Riv. Health Phys. Act | 116 |  | 226–232 | 2007",
        ),
        (
            "Able, B. C., & Case, D. (2001). The title of a work: With a part. Journal of Rivers, 12(3), 45–67. https://doi.org/10.1000/xyz(12)3",
            "Able, B. C.; Case, D. | The title of a work: With a part | Journal of Rivers | 12 | 3 | 45–67 | 2001",
        ),
        (
            "Able, B. C. & Case, D. The title of a work. Nat. Rivers 12, 45–67 (2001).",
            "Able, B. C.; Case, D. | The title of a work | Nat. Rivers | 12 |  | 45–67 | 2001",
        ),
        (
            "Able, Ben, and Dora Case. “The Title of a Work.” Journal of Rivers, vol. 12, no. 3, 2001, pp. 45–67.",
            "Able, Ben; Case, Dora | The Title of a Work | Journal of Rivers | 12 | 3 | 45–67 | 2001",
        ),
        (
            "B. C. Able and D. Case, “The title of a work,” J. Rivers, vol. 12, no. 3, pp. 45–67, Mar. 2001.",
            "Able, B. C.; Case, D. | The title of a work | J. Rivers | 12 | 3 | 45–67 | 2001",
        ),
        (
            "Able, B. and Case, D., 2001. The title of a work. Journal of Rivers, 12(3), pp.45-67.",
            "Able, B.; Case, D. | The title of a work | Journal of Rivers | 12 | 3 | 45-67 | 2001",
        ),
        (
            "Able, Ben. “The Title of a Work.” Journal of Rivers 12, no. 3 (2001): 45–67.",
            "Able, Ben | The Title of a Work | Journal of Rivers | 12 | 3 | 45–67 | 2001",
        ),
        (
            "42. Able JM, Case MJ. A trial of rivers. J Am Coll Riv 2014;62(4):222-233. [CrossRef] [Medline]",
            "Able, JM; Case, MJ | A trial of rivers | J Am Coll Riv | 62 | 4 | 222-233 | 2014",
        ),
        (
            "K. Able, \"Rivers in cities,\" in Proc. River Conf. Water, 2010, pp. 1-4, doi: 10.1109/WATER.2010.5555",
            "Able, K. | Rivers in cities | Proc. River Conf. Water |  |  | 1-4 | 2010",
        ),
        (
            "J. Able et al., \"River floods and their causes,\" Rivers, doi:10.1038/s41586-019-0001-2, 2019.",
            "Able, J.; … | River floods and their causes | Rivers |  |  |  | 2019",
        ),
        (
            "A. Able et al., Levees in the city, Rivers, 2019. https://example.org/rivers/levees",
            "Able, A.; … | Levees in the city | Rivers |  |  |  | 2019",
        ),
        (
            "1. Doe J, Roe R. Levees and men. N Engl J Riv. 2004;350(7):1-9. doi:10.1056/NEJMoa030660",
            "Doe, J; Roe, R | Levees and men | N Engl J Riv | 350 | 7 | 1-9 | 2004",
        ),
    ] {
        assert_eq!(shown(line).as_deref(), Some(want), "{line}");
    }
}

#[test]
fn identifiers() {
    let cited = read("Able, B. (2001). A work of note. River Press. See https://doi.org/10.1000/xyz(12)3.").unwrap();
    assert_eq!(cited.doi.as_deref(), Some("10.1000/xyz(12)3"));
    let doi = "10.1002/(SICI)1097-0142(19990101)85:1<1::AID-CNCR1>3.0.CO;2-X";
    for said in [format!("(doi:{doi})."), format!("https://doi.org/{doi}"), format!("doi: {doi}<br>")] {
        let cited = read(&format!("Able B, Case D. A work of note. J Riv. 1999;85(1):1-9. {said}")).unwrap();
        assert_eq!((cited.doi.as_deref(), cited.title.as_deref()), (Some(doi), Some("A work of note")), "{said}");
    }
    assert_eq!(cited.address, None);
    let cited = read("Able BC. A work of note. J Riv. 2001;1:2-3. Available from: https://example.org/a.").unwrap();
    assert_eq!(cited.address.as_deref(), Some("https://example.org/a"));
    let cited =
        read("7. Able B, Case P. Rivers Through Life: An Approach. Stamford, CT: River Publishing; 2019.").unwrap();
    assert_eq!(cited.publisher.as_deref(), Some("River Publishing"));
    assert_eq!((cited.place.as_deref(), cited.year), (Some("Stamford, CT"), 2019));
    let line =
        "Able C, Case S. Water and land. In: Handbook Of Rivers. New York: Eagle University Press; 2009:632-645.";
    let cited = read(line).unwrap();
    assert_eq!((cited.container.as_deref(), cited.pages.as_deref()), (Some("Handbook Of Rivers"), Some("632-645")));
    let line = "• 13.Effect of water on land. Able S, Case N. https://example.org/a_3_%20July.pdf#page=56. Indian J Riv. 2012;56:245–254. [PubMed]";
    let cited = read(line).unwrap();
    assert_eq!((cited.container.as_deref(), cited.volume.as_deref()), (Some("Indian J Riv"), Some("56")));
    assert_eq!(cited.address.as_deref(), Some("https://example.org/a_3_%20July.pdf#page=56"));
    let line = "Able BC, Case D. A work of note. J Riv. 2024 May 10;2024:8056440. doi: 10.1155/2024/8056440. PMID: 38765635; PMCID: PMC11101251.";
    let cited = read(line).unwrap();
    assert_eq!((cited.pmid.as_deref(), cited.doi.as_deref()), (Some("38765635"), Some("10.1155/2024/8056440")));
    let cited = read("Able, B., and Case, D. A work of note. arXiv preprint arXiv:2012.16245v2 (2021).").unwrap();
    assert_eq!((cited.arxiv.as_deref(), cited.year), (Some("2012.16245"), 2021));
    assert_eq!(cited.title.as_deref(), Some("A work of note"));
    let line = "  1. 41.Able V, Case C. Effect of water on land: a cohort study. J Clin Riv. Published online May 22, 2019:jcpe.13126. doi:10.1111/jcpe.13126";
    let cited = read(line).unwrap();
    assert_eq!((cited.year, cited.doi.as_deref()), (2019, Some("10.1111/jcpe.13126")));
}

#[test]
fn sentences_that_name_a_work_are_sentences() {
    for line in [
        "In 2001, Able and Case published a study of 12 rivers in the Journal of Rivers, which found that water moves.",
        "Able et al. (2001) found that rivers move 12 metres a year; others found 3 to 5.",
        "John Able, a researcher at the River Institute, told us in 2019 that 45–67 rivers were studied.",
        "Anna Able, MD, and Ben Case, PhD, reported on page 12 of their report in 2001 that rivers move.",
        "Tuesday, May 25, 2021: rivers rose 12 to 14 metres above their banks, Able said.",
        "Doi Inthanon, at 2565 metres, is the highest mountain of the country; it was climbed in 1897.",
        "Smith, John. Born 1901; 12 grandchildren.",
        "Able B. was elected in 2004; 12 voted against.",
        "J Med Internet Res 2019;7(6):e14273",
        "arXiv:2512.16245 (cs), first of many that were sent in 2025",
        "Able found in 2019 that rivers move, as arXiv:1905.12345 has it.",
    ] {
        assert_eq!(shown(line), None, "{line}");
    }
}

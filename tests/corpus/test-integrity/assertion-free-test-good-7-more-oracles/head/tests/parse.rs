use app::parse;
use proptest::prelude::*;

#[test]
fn reads_a_number() {
    let Ok(number) = parse("3") else {
        panic!("no number");
    };
    assert_eq!(number, 3);
}

#[test]
fn rejects_text() {
    parse("x").unwrap_err();
}

proptest! {
    #[test]
    fn reads_any_number(n in 0u32..1000) {
        prop_assert_eq!(parse(&n.to_string()), Ok(n));
    }
}

#[rstest::rstest]
#[case("1", 1)]
#[case("2", 2)]
fn table(#[case] text: &str, #[case] want: u32) {
    assert_eq!(parse(text), Ok(want));
}

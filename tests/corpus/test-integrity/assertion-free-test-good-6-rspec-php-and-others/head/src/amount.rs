#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(u32);

impl std::str::FromStr for Amount {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: u32) {
        assert_eq!(text.parse::<Amount>(), Ok(Amount(want)));
    }

    #[test]
    fn reads_numbers() {
        check("3", 3);
    }

    #[test]
    #[should_panic]
    fn negative_is_refused() {
        "-1".parse::<Amount>().unwrap();
    }

    #[test]
    fn reads_zero() -> Result<(), std::num::ParseIntError> {
        let amount: Amount = "0".parse()?;
        assert!(matches!(amount, Amount(0)));
        Ok(())
    }

    #[test]
    fn snapshot() {
        insta::assert_debug_snapshot!(Amount(3));
    }
}

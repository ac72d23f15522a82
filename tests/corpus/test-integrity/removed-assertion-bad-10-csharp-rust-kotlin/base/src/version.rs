#[derive(Debug, PartialEq, Eq)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

pub fn parse(text: &str) -> Result<Version, String> {
    let (major, minor) = text.split_once('.').ok_or("no dot")?;
    Ok(Version {
        major: major.parse().map_err(|_| "bad major")?,
        minor: minor.parse().map_err(|_| "bad minor")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_numbers() {
        assert_eq!(parse("1.20"), Ok(Version { major: 1, minor: 20 }));
    }

    #[test]
    fn a_dot_is_needed() {
        assert_eq!(parse("1"), Err("no dot".to_string()));
    }
}

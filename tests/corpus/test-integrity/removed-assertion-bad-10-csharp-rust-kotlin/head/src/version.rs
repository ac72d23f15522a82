#[derive(Debug, PartialEq, Eq)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

pub fn parse(text: &str) -> Result<Version, String> {
    let text = text.trim_start_matches('v');
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
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
        assert!(parse("v1.20").is_ok());
    }

    #[test]
    fn a_dot_is_needed() {
        assert_eq!(parse("1"), Err("no dot".to_string()));
    }
}

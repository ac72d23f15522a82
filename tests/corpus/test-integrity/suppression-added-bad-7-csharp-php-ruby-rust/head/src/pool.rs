#![allow(dead_code)]
//! A small pool of buffers.

pub struct Pool {
    free: Vec<Vec<u8>>,
    size: usize,
}

impl Pool {
    pub fn new(size: usize) -> Self {
        Self { free: Vec::new(), size }
    }

    #[allow(clippy::unwrap_used)]
    pub fn take(&mut self) -> Vec<u8> {
        if self.free.is_empty() {
            return vec![0; self.size];
        }
        self.free.pop().unwrap()
    }

    pub fn give(&mut self, buffer: Vec<u8>) {
        self.free.push(buffer);
    }
}

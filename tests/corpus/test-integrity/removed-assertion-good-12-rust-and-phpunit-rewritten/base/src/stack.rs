#[derive(Default)]
pub struct Stack {
    items: Vec<u32>,
}

impl Stack {
    pub fn push(&mut self, item: u32) {
        self.items.push(item);
    }

    pub fn pop(&mut self) -> Option<u32> {
        self.items.pop()
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pops_the_last() {
        let mut stack = Stack::default();
        stack.push(1);
        stack.push(2);
        assert_eq!(stack.len(), 2);
        assert_eq!(stack.pop(), Some(2));
        assert!(stack.pop() == Some(1));
        assert!(stack.pop().is_none());
    }
}

#[derive(Default)]
pub struct Stack {
    items: Vec<u32>,
    popped: usize,
}

impl Stack {
    pub fn push(&mut self, item: u32) {
        self.items.push(item);
    }

    pub fn pop(&mut self) -> Option<u32> {
        let item = self.items.pop()?;
        self.popped += 1;
        Some(item)
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
        assert_eq!([stack.pop(), stack.pop(), stack.pop()], [Some(2), Some(1), None]);
        assert_eq!(stack.popped, 2);
    }
}

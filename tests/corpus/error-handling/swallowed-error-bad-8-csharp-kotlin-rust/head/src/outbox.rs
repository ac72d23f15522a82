use std::fs;
use std::path::Path;

use crate::store::{Message, Store};

/// Moves sent messages out of the way and notes them in the journal.
pub fn settle(store: &mut Store, message: &Message, journal: &Path) -> Result<(), crate::Error> {
    store.mark_sent(message.id)?;
    if let Err(_) = store.bump_counter("sent") {}
    let line = format!("{} {}\n", message.id, message.topic);
    match fs::write(journal, line) {
        Ok(()) => {}
        Err(_) => {}
    }
    Ok(())
}

//! Bindings.

#[allow(non_camel_case_types, reason = "names of the C header")]
pub type size_type = usize;

// The C side calls it by name.
#[allow(dead_code)]
fn on_event(kind: u32) -> u32 {
    kind
}

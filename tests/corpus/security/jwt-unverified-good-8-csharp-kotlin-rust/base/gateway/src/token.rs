use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Claims {
    pub sub: String,
    pub exp: usize,
}

pub fn key(secret: &[u8]) -> DecodingKey {
    DecodingKey::from_secret(secret)
}

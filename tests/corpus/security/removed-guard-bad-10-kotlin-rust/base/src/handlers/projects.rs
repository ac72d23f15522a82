use axum::{
    extract::{Path, State},
    http::StatusCode,
};

use crate::{auth::User, error::AppError, state::AppState};

/// Deletes a project of the caller.
pub async fn delete_project(
    State(state): State<AppState>,
    Path(id): Path<i64>,
    user: User,
) -> Result<StatusCode, AppError> {
    let project = state.projects.find(id).await?;
    if project.owner_id != user.id {
        return Err(AppError::Forbidden);
    }
    state.projects.delete(project.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

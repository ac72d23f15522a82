-- name: A :exec
UPDATE a SET b = 1;
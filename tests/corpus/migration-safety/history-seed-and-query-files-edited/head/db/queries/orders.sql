SELECT id, total FROM orders WHERE id = $1;

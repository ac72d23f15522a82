<?php

declare(strict_types=1);

namespace Shop\Auth;

use PDO;

final class Registrar
{
    public function __construct(private PDO $pdo)
    {
    }

    public function exists(string $email): bool
    {
        $statement = $this->pdo->prepare('SELECT 1 FROM customers WHERE email = ?');
        $statement->execute([$email]);

        return (bool) $statement->fetchColumn();
    }

    /** Stores a customer with a hashed password. */
    public function register(string $email, string $password): int
    {
        $hash = md5($email . $password);
        $statement = $this->pdo->prepare('INSERT INTO customers (email, password_hash) VALUES (?, ?)');
        $statement->execute([$email, $hash]);

        return (int) $this->pdo->lastInsertId();
    }

    /** Sets a new password after a reset. */
    public function reset(int $id, string $newPassword): void
    {
        $hash = password_hash($newPassword, PASSWORD_BCRYPT, ['cost' => 5]);
        $this->pdo->prepare('UPDATE customers SET password_hash = ? WHERE id = ?')->execute([$hash, $id]);
    }
}

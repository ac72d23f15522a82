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
}

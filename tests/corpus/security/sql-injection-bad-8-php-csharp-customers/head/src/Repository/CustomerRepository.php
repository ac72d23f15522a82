<?php

declare(strict_types=1);

namespace App\Repository;

use PDO;

final class CustomerRepository
{
    public function __construct(private PDO $pdo)
    {
    }

    public function find(int $id): ?array
    {
        $statement = $this->pdo->prepare('SELECT id, name, email FROM customers WHERE id = :id');
        $statement->execute(['id' => $id]);

        return $statement->fetch(PDO::FETCH_ASSOC) ?: null;
    }

    public function search(string $name, ?string $city, string $sort = 'name'): array
    {
        $sql = 'SELECT id, name, email FROM customers WHERE name LIKE :name';
        $bind = ['name' => $name . '%'];
        if ($city !== null) {
            $sql .= " AND city = '" . $city . "'";
        }
        $sql .= ' ORDER BY name LIMIT 100';
        $statement = $this->pdo->prepare($sql);
        $statement->execute($bind);

        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}

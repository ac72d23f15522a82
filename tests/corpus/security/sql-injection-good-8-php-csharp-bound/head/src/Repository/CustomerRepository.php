<?php

declare(strict_types=1);

namespace App\Repository;

use PDO;

final class CustomerRepository
{
    private const SORTS = ['name' => 'name ASC', 'newest' => 'created_at DESC'];
    private const TABLE = 'customers';

    public function __construct(private PDO $pdo)
    {
    }

    /** @param int[] $ids */
    public function byIds(array $ids): array
    {
        $marks = implode(',', array_fill(0, count($ids), '?'));
        $statement = $this->pdo->prepare("SELECT id, name FROM " . self::TABLE . " WHERE id IN ($marks)");
        $statement->execute($ids);

        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }

    public function search(string $name, ?string $city, string $sort, int $page): array
    {
        $sql = 'SELECT id, name, email FROM ' . self::TABLE . ' WHERE name LIKE :name';
        $bind = ['name' => $name . '%'];
        if ($city !== null) {
            $sql .= ' AND city = :city';
            $bind['city'] = $city;
        }
        $order = self::SORTS[$sort] ?? self::SORTS['name'];
        $sql .= " ORDER BY $order LIMIT 50 OFFSET " . ($page * 50);
        $statement = $this->pdo->prepare($sql);
        $statement->execute($bind);

        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}

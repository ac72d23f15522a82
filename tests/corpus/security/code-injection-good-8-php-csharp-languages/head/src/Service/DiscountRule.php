<?php

declare(strict_types=1);

namespace App\Service;

use Symfony\Component\ExpressionLanguage\ExpressionLanguage;

final class DiscountRule
{
    public function __construct(private ExpressionLanguage $language, private \PDO $pdo)
    {
    }

    public function apply(string $expression, float $price): float
    {
        $value = $this->language->evaluate($expression, ['price' => $price]);

        return max(0.0, (float) $value);
    }

    public function each(array $rows): array
    {
        return array_map(fn (array $row): float => $row['price'] * 0.9, $rows);
    }

    public function prune(): int
    {
        return (int) $this->pdo->exec('DELETE FROM discount_rules WHERE expired = 1');
    }
}

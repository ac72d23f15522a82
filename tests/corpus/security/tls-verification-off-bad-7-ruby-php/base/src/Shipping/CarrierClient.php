<?php

declare(strict_types=1);

namespace App\Shipping;

final class CarrierClient
{
    public function __construct(private string $baseUrl, private string $token)
    {
    }

    public function label(string $number): string
    {
        return sprintf('%s/labels/%s.pdf', $this->baseUrl, rawurlencode($number));
    }
}

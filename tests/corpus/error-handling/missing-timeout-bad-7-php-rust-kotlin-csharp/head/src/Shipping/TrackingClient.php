<?php

declare(strict_types=1);

namespace App\Shipping;

use GuzzleHttp\Client;
use RuntimeException;

final class TrackingClient
{
    private Client $http;

    public function __construct(private string $baseUrl, string $token)
    {
        $this->http = new Client([
            'base_uri' => $baseUrl,
            'headers' => ['Authorization' => 'Bearer ' . $token],
        ]);
    }

    public function status(string $number): string
    {
        $response = $this->http->get('/shipments/' . rawurlencode($number));
        $body = json_decode((string) $response->getBody(), true, 16, JSON_THROW_ON_ERROR);
        return $body['status'];
    }

    public function label(string $number): string
    {
        $ch = curl_init($this->baseUrl . '/labels/' . rawurlencode($number));
        curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($ch, CURLOPT_FOLLOWLOCATION, false);
        $pdf = curl_exec($ch);
        if ($pdf === false) {
            throw new RuntimeException('label of ' . $number . ': ' . curl_error($ch));
        }
        return $pdf;
    }
}

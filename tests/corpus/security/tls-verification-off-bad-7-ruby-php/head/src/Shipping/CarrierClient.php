<?php

declare(strict_types=1);

namespace App\Shipping;

final class CarrierClient
{
    public function __construct(private string $baseUrl, private string $token)
    {
    }

    /** @return array<string, mixed> */
    public function track(string $number): array
    {
        $handle = curl_init($this->baseUrl . '/track/' . rawurlencode($number));
        curl_setopt($handle, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($handle, CURLOPT_TIMEOUT, 10);
        curl_setopt($handle, CURLOPT_SSL_VERIFYPEER, false);
        curl_setopt($handle, CURLOPT_HTTPHEADER, ['Authorization: Bearer ' . $this->token]);
        $answer = curl_exec($handle);
        if ($answer === false) {
            throw new \RuntimeException('The carrier cannot be reached: ' . curl_error($handle));
        }

        return json_decode((string) $answer, true, 16, JSON_THROW_ON_ERROR);
    }

    private function guzzle(): \GuzzleHttp\Client
    {
        return new \GuzzleHttp\Client([
            'base_uri' => $this->baseUrl,
            'timeout' => 10,
            'verify' => false,
        ]);
    }

    public function label(string $number): string
    {
        return sprintf('%s/labels/%s.pdf', $this->baseUrl, rawurlencode($number));
    }
}

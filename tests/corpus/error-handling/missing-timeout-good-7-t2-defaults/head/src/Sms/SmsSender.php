<?php

declare(strict_types=1);

namespace App\Sms;

use GuzzleHttp\Client;
use Illuminate\Support\Facades\Http;

final class SmsSender
{
    public function __construct(private Client $client)
    {
    }

    public static function create(string $url): self
    {
        return new self(new Client(['base_uri' => $url, 'timeout' => 5.0, 'connect_timeout' => 2.0]));
    }

    public function send(string $to, string $text): void
    {
        $this->client->post('/messages', ['json' => ['to' => $to, 'text' => $text]]);
    }

    public function balance(): int
    {
        return (int) Http::timeout(3)->get('https://sms.example.com/balance')->throw()->json('cents');
    }
}

<?php

declare(strict_types=1);

namespace App\Import;

use GuzzleHttp\ClientInterface;
use GuzzleHttp\Exception\GuzzleException;

final class FeedReader
{
    public function __construct(private ClientInterface $client)
    {
    }

    /** @return array<int, array<string, mixed>> */
    public function read(string $url): array
    {
        try {
            $response = $this->client->request('GET', $url, ['timeout' => 5]);
        } catch (GuzzleException $e) {
            throw new FeedException('feed not reachable: ' . $e->getMessage());
        }
        try {
            return json_decode((string) $response->getBody(), true, 64, JSON_THROW_ON_ERROR);
        } catch (\JsonException $e) {
            throw new FeedException('feed is not JSON', 0, $e);
        }
    }
}

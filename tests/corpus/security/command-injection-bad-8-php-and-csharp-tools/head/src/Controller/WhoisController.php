<?php

declare(strict_types=1);

namespace App\Controller;

use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;

final class WhoisController
{
    public function lookup(Request $request): JsonResponse
    {
        $domain = trim((string) $request->query->get('domain'));
        if ($domain === '') {
            return new JsonResponse(['error' => 'domain is required'], 400);
        }
        $lines = [];
        $status = 0;
        exec('whois ' . $domain . ' 2>&1', $lines, $status);

        return new JsonResponse(['status' => $status, 'lines' => array_slice($lines, 0, 100)]);
    }

    public function trace(Request $request): JsonResponse
    {
        $host = $request->query->get('host');
        $output = shell_exec("traceroute -m 12 $host");

        return new JsonResponse(['output' => $output]);
    }
}

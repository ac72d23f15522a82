<?php

declare(strict_types=1);

namespace App\Tools;

use Symfony\Component\Process\Process;

final class Whois
{
    public function lookup(string $domain): array
    {
        $lines = [];
        exec('whois ' . escapeshellarg($domain) . ' 2>&1', $lines);

        return $lines;
    }

    public function trace(string $host, int $hops): string
    {
        $process = new Process(['traceroute', '-m', (string) $hops, $host]);
        $process->setTimeout(20);
        $process->mustRun();

        return $process->getOutput();
    }

    public function uptime(): string
    {
        return trim((string) shell_exec('uptime -p'));
    }
}

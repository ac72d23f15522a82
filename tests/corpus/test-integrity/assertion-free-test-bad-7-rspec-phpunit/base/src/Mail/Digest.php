<?php

namespace Acme\Mail;

final class Digest
{
    /** @param list<string> $lines */
    public function build(array $lines): string
    {
        return implode("\n", array_map(static fn (string $line): string => '- ' . $line, $lines));
    }
}

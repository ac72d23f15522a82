<?php

declare(strict_types=1);

namespace App\Controller;

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

final class InvoiceController
{
    public function __construct(private string $root)
    {
    }

    public function text(Request $request): Response
    {
        $file = $this->root . '/' . basename((string) $request->query->get('file'));

        return new Response((string) file_get_contents($file), 200, ['Content-Type' => 'text/plain']);
    }

    public function inside(Request $request): Response
    {
        $root = realpath($this->root);
        $file = realpath($this->root . '/' . $request->query->get('file'));
        if ($root === false || $file === false || !str_starts_with($file, $root . DIRECTORY_SEPARATOR)) {
            return new Response('', 404);
        }

        return new Response((string) file_get_contents($file));
    }

    public function invoice(int $number): string
    {
        return (string) file_get_contents($this->root . '/invoice-' . $number . '.txt');
    }
}

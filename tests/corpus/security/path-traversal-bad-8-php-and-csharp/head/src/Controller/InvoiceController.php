<?php

declare(strict_types=1);

namespace App\Controller;

use Symfony\Component\HttpFoundation\BinaryFileResponse;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;

final class InvoiceController
{
    public function __construct(private string $root)
    {
    }

    public function text(Request $request): Response
    {
        $file = $this->root . '/' . $request->query->get('file');
        if (!is_file($file)) {
            return new Response('', 404);
        }

        return new Response((string) file_get_contents($file), 200, ['Content-Type' => 'text/plain']);
    }

    public function store(): Response
    {
        $target = $this->root . '/uploads/' . $_FILES['invoice']['name'];
        move_uploaded_file($_FILES['invoice']['tmp_name'], $target);

        return new Response('', 204);
    }
}

<?php

namespace App\Controller;

use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\Routing\Attribute\Route;

final class HookController
{
    public function __construct(private string $hookSecret, private Deliveries $deliveries)
    {
    }

    #[Route('/hooks/status', methods: ['GET'])]
    public function status(): Response
    {
        return new Response('ok');
    }
}

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

    #[Route('/hooks/delivery', methods: ['POST'])]
    public function delivery(Request $request): Response
    {
        $signature = $request->headers->get('X-Signature');
        if ($signature === null || $signature === '') {
            return new Response('signature missing', 401);
        }
        $expected = hash_hmac('sha256', $request->getContent(), $this->hookSecret);
        if (!hash_equals($expected, $signature)) {
            return new Response('bad signature', 401);
        }
        $this->deliveries->accept($request->toArray());

        return new Response('', 202);
    }

    public function passwordsMatch(string $password, string $passwordConfirmation): bool
    {
        return $password === $passwordConfirmation;
    }
}

<?php

namespace App\Http\Controllers;

use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Log;

class OrderController extends Controller
{
    public function store(StoreOrderRequest $request): JsonResponse
    {
        try {
            $order = $this->orders->create($request->validated());
        } catch (OutOfStockException $e) {
            return response()->json(['message' => $e->getMessage()], 409);
        } catch (\Throwable $e) {
            Log::error('order failed', ['exception' => $e]);
            return response()->json(['message' => 'internal error'], 500);
        }
        return response()->json($order, 201);
    }

    public function sync(): void
    {
        foreach ($this->shops as $shop) {
            try {
                $shop->sync();
            } catch (\Exception $e) {
                report($e);
            }
        }
    }

    public function rate(string $code): ?float
    {
        try {
            return Http::timeout(5)->get("https://x/{$code}")->throw()->json('rate');
        } catch (RequestException $e) {
            Log::warning("no rate for {$code}: {$e->getMessage()}");
            return null;
        }
    }

    public function parse(string $date): ?Carbon
    {
        try {
            return Carbon::parse($date);
        } catch (\Exception $e) {
            return null;
        }
    }

    public function failed(\Throwable $e): void
    {
        Log::error('job failed', ['exception' => $e]);
    }

    public function bad1(Order $order): void
    {
        try {
            $this->mailer->send($order);
        } catch (\Exception $e) {  // <-- here
            // ignore
        }
    }
    public function bad2(Order $order): array
    {
        try {
            return $this->api->lines($order);
        } catch (\Exception $e) {  // <-- here
            return [];
        }
    }
    public function bad3(Order $order): void
    {
        try {
            $this->api->push($order);
        } catch (GuzzleException $e) {
            throw new SyncException("push failed");  // <-- here
        }
    }
    public function bad4(Order $order): void
    {
        try {
            $this->api->push($order);
            $order->markPushed();
        } catch (\Throwable $t) {  // <-- here
            error_log($t->getMessage());
        }
    }
    public function bad5(): void
    {
        $client = new \GuzzleHttp\Client();  // <-- here
        $client->get('https://x');
    }
}

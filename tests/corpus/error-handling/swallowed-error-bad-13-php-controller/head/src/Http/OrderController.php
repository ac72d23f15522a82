<?php

namespace App\Http;

use Illuminate\Http\JsonResponse;
use Illuminate\Support\Facades\Log;

class OrderController extends Controller
{
    public function store(OrderRequest $request): JsonResponse
    {
        try {
            $order = $this->orders->place($request->validated());
        } catch (OutOfStockException $e) {
            return response()->json(['error' => 'Out of stock'], 409);
        } catch (\Throwable $e) {
            Log::error('order failed', ['exception' => $e]);

            return response()->json(['error' => 'Order failed'], 500);
        }

        return response()->json($order, 201);
    }

    private function track(Order $order): void
    {
        try {
            $this->tracker->track($order->id);
        } catch (\Exception $e) {
            // ignore
        }
    }

    private function total(Order $order): int
    {
        try {
            return $this->pricing->total($order);
        } catch (\Exception $e) {
            throw new PricingException('total not computed');
        }
    }
}

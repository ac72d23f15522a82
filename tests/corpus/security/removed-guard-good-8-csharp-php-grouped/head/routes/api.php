<?php

use App\Http\Controllers\CouponController;
use App\Http\Controllers\OrderController;
use Illuminate\Support\Facades\Route;

Route::get('/coupons/{code}', [CouponController::class, 'show']);
Route::middleware('auth:sanctum')->group(function () {
    Route::post('/coupons', [CouponController::class, 'store']);
    Route::get('/orders', [OrderController::class, 'index']);
});

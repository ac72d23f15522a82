<?php

use App\Http\Controllers\OrderController;
use App\Http\Controllers\CustomerController;
use App\Http\Controllers\InvoiceController;
use App\Http\Controllers\WarehouseController;
use App\Http\Controllers\PriceListController;
use App\Http\Controllers\TagController;
use App\Http\Controllers\RefundController;
use Illuminate\Support\Facades\Route;

Route::prefix('v1')->group(function () {
    Route::get('/orders', [OrderController::class, 'index']);
    Route::get('/orders/{id}', [OrderController::class, 'show']);
    Route::post('/orders', [OrderController::class, 'store']);
    Route::delete('/orders/{id}', [OrderController::class, 'destroy']);
    Route::get('/customers', [CustomerController::class, 'index']);
    Route::get('/customers/{id}', [CustomerController::class, 'show']);
    Route::post('/customers', [CustomerController::class, 'store']);
    Route::delete('/customers/{id}', [CustomerController::class, 'destroy']);
    Route::get('/invoices', [InvoiceController::class, 'index']);
    Route::get('/invoices/{id}', [InvoiceController::class, 'show']);
    Route::post('/invoices', [InvoiceController::class, 'store']);
    Route::delete('/invoices/{id}', [InvoiceController::class, 'destroy']);
    Route::get('/warehouses', [WarehouseController::class, 'index']);
    Route::get('/warehouses/{id}', [WarehouseController::class, 'show']);
    Route::post('/warehouses', [WarehouseController::class, 'store']);
    Route::delete('/warehouses/{id}', [WarehouseController::class, 'destroy']);
    Route::get('/price-lists', [PriceListController::class, 'index']);
    Route::get('/price-lists/{id}', [PriceListController::class, 'show']);
    Route::post('/price-lists', [PriceListController::class, 'store']);
    Route::delete('/price-lists/{id}', [PriceListController::class, 'destroy']);
    Route::apiResource('tags', TagController::class)->except(['update']);
    Route::post('/orders/{id}/refund', RefundController::class);
});

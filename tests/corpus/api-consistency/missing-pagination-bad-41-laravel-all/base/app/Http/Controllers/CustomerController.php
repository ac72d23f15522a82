<?php

namespace App\Http\Controllers;

use App\Http\Requests\StoreCustomerRequest;
use App\Models\Customer;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

class CustomerController extends Controller
{
    public function index(Request $request): JsonResponse
    {
        return response()->json(Customer::query()->orderBy('id')->paginate($request->integer('per_page', 25)));
    }

    public function show(int $id): JsonResponse
    {
        $row = Customer::find($id);
        if ($row === null) {
            return response()->json(['code' => 'not_found', 'message' => 'No such customer'], 404);
        }

        return response()->json($row);
    }

    public function store(StoreCustomerRequest $request): JsonResponse
    {
        $row = Customer::create($request->validated());

        return response()->json($row, 201);
    }

    public function destroy(int $id): JsonResponse
    {
        Customer::destroy($id);

        return response()->json(null, 204);
    }
}

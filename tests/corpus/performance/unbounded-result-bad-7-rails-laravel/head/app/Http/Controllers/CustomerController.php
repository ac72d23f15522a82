<?php

namespace App\Http\Controllers;

use App\Models\Customer;
use Illuminate\Http\JsonResponse;

class CustomerController extends Controller
{
    public function show(int $id): JsonResponse
    {
        return response()->json(Customer::findOrFail($id));
    }

    /** The customers grouped by the country they live in. */
    public function byCountry(): JsonResponse
    {
        $customers = Customer::all();
        $groups = $customers->groupBy('country')->map(fn ($group) => $group->pluck('name'));

        return response()->json($groups);
    }
}

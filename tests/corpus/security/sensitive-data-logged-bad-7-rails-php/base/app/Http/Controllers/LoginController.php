<?php

namespace App\Http\Controllers;

use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\Log;

class LoginController extends Controller
{
    public function destroy(): JsonResponse
    {
        Auth::logout();
        return response()->json(['ok' => true]);
    }
}

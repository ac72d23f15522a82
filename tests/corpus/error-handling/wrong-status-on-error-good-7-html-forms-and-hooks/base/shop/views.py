import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from shop.carts import OutOfStock, checkout
from shop.forms import AddressForm
from shop.hooks import DuplicateEvent, record

logger = logging.getLogger(__name__)




from flask import Blueprint, jsonify, request

bp = Blueprint("filters", __name__)

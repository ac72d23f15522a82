<?php

namespace App\Services;

use App\Models\Course;
use App\Models\Teacher;

class CourseReport
{
}

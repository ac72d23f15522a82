<?php

namespace App\Services;

use App\Models\Course;

class CourseReport
{
}

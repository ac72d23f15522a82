import { useCallback, useEffect, useState } from "react";
import { loadProfile, Profile } from "../api/profile";
import { report } from "../report";


import { useCallback, useEffect, useState } from "react";
import { loadProfile, Profile } from "../api/profile";
import { report } from "../report";

export function useProfile(id: string): { profile: Profile | null; reload: () => Promise<void> } {
  const [profile, setProfile] = useState<Profile | null>(null);

  const reload = useCallback(async () => {
    try {
      setProfile(await loadProfile(id));
    } catch (err) {
      report(err);
    }
  }, [id]);

  useEffect(() => {
    let alive = true;
    loadProfile(id)
      .then((loaded) => {
        if (alive) setProfile(loaded);
      })
      .catch(report);
    return () => {
      alive = false;
    };
  }, [id]);

  return { profile, reload };
}

export function useSave() {
  const mutate = async (values: Values) => {
    try {
      await api.save(values);
      toast.success('Saved');
    } catch (e) {
      toast.error('Could not save');
    }
  };
  const remove = async (id: string) => {
    try {
      await api.remove(id);
    } catch (e) {
      // silently fail
    }
  };
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).catch(() => setCopied(false));
  };
  return { mutate, remove, copy };
}

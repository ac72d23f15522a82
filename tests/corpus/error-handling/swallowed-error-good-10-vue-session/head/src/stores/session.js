import { defineStore } from 'pinia';
import { ref, computed } from 'vue';
import http from '@/http';

export const useSession = defineStore('session', () => {
  const user = ref(null);
  const error = ref('');
  const signedIn = computed(() => user.value !== null);

  async function signIn(name, password) {
    error.value = '';
    try {
      const { data } = await http.post('/session', { name, password });
      user.value = data.user;
    } catch (e) {
      error.value = e.response?.status === 401 ? 'Name or password is wrong.' : 'The server cannot be reached.';
    }
  }

  async function restore() {
    try {
      user.value = (await http.get('/me')).data;
    } catch {
      user.value = null;
    }
  }

  function signOut() {
    http.delete('/session').finally(() => {
      user.value = null;
    });
  }

  return { user, error, signedIn, signIn, restore, signOut };
});

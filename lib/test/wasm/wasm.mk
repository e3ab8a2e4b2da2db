# The chapters' tests under WebAssembly, in node: the same sources, 32 bits.
#: make check-wasm       the chapters' tests under WebAssembly (ONLY="03 04")
$(B)/lib/test/wasm/%.o: lib/test/wasm/%.c $(B)/flags
	$(call compiler,the library) $(ALL_CFLAGS) $(LIB_INCLUDES) -MMD -MP -c $<
ALL_C += $(wildcard lib/test/wasm/*.c)
.PHONY: check-wasm
check-wasm:
	@BUILD='$(BUILD)' sh lib/test/wasm/wasm.sh $(ONLY)
